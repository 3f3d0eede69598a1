import { Copy } from "../../components/Copy";

interface Props {
  label: string;
  text: string;
}

/** Something that is shown once, or typed in elsewhere: to be read and copied. */
export function Secret({ label, text }: Props) {
  return (
    <div className="told">
      <p className="small">{label}</p>
      <div className="key">
        <code>{text}</code>
        <Copy text={text} />
      </div>
    </div>
  );
}
