import { Note } from "../components/Note";
import { useLanguage } from "../words/context";
import { useOnline } from "./online";

/** Says that there is no network; what was loaded stays readable. */
export function OfflineNote() {
  const { say } = useLanguage();
  const online = useOnline();
  return <div role="status">{!online && <Note tone="warn">{say("offline")}</Note>}</div>;
}
