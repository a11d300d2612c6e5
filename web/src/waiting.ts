// A page that waits for a decision asks now and then whether it is settled, and shows it anew when it is.
export function prepareWaiting(): void {
  const note = document.querySelector<HTMLElement>("[data-awaits]");
  if (!note) return;
  const ask = async (): Promise<void> => {
    const answer = await fetch(note.dataset["awaits"]!);
    const { state } = (await answer.json()) as { state: string };
    if (state === "waiting") setTimeout(() => void ask(), 1500);
    else location.reload();
  };
  setTimeout(() => void ask(), 800);
}
