import { useWords } from "../words/words";

interface Props {
  title: string;
  text: string;
  /** How long it was on the wire: what is shown may be its beginning. */
  bytes: number;
}

/** A message as it was; XML is broken into lines where its elements begin. */
export function RawText({ title, text, bytes }: Props) {
  const { say } = useWords();
  const isCut = new TextEncoder().encode(text).length < bytes;
  return (
    <div>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="raw" aria-label={title} tabIndex={0}>
        <pre>{text.replaceAll("><", ">\n<")}</pre>
      </section>
      {isCut && <p className="small">{say("exchange.cut", { n: bytes })}</p>}
    </div>
  );
}
