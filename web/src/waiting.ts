// Pages that wait: for a decision to be settled, for a job to end. They ask now and then, and show themselves anew.

const PAUSE = 1200;

export function prepareWaiting(): void {
  const note = document.querySelector<HTMLElement>("[data-awaits]");
  if (note) void awaitChange(note.dataset["awaits"]!, "waiting", () => undefined);
  const job = document.querySelector<HTMLElement>("[data-job]");
  if (job) void awaitChange(job.dataset["job"]!, "running", (state) => showProgress(job, state));
}

interface State {
  state: string;
  stage?: string;
  done?: number;
  total?: number | null;
}

async function awaitChange(address: string, while_: string, tell: (state: State) => void): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const state = (await (await fetch(address)).json()) as State;
    if (state.state !== while_) break;
    tell(state);
  }
  location.reload();
}

function showProgress(job: HTMLElement, state: State): void {
  job.querySelector("[data-stage]")!.textContent = state.stage ?? "";
  const all = state.total ? ` of ${state.total.toLocaleString("en")}` : "";
  job.querySelector("[data-count]")!.textContent = state.done ? `${state.done.toLocaleString("en")}${all}` : "";
  const bar = job.querySelector("progress")!;
  if (state.total) {
    bar.max = state.total;
    bar.value = state.done ?? 0;
  } else {
    bar.removeAttribute("value");
  }
}
