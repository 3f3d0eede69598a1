import { announce } from "../app/announce";
import { useLanguage } from "../words/context";
import { Button } from "./Button";

/** Copies a text for the reader. */
export function Copy({ text }: { text: string }) {
  const { say } = useLanguage();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => announce(say("copy.done")),
      () => announce(say("copy.failed")),
    );
  return (
    <Button icon="copy" about={text} onClick={copy}>
      {say("copy")}
    </Button>
  );
}
