import { useAnnouncement } from "./announce";

/** The live region of the page. It is always there: a region that appears is not read out. */
export function Announcer() {
  const text = useAnnouncement();
  return (
    <div role="status" aria-live="polite" className="announcer">
      {text && <p>{text}</p>}
    </div>
  );
}
