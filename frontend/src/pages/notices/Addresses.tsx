import type { NoticeSettings } from "../../api/types";
import { Facts } from "../../components/Facts";
import { useLanguage } from "../../words/context";

/** Where somebody is reached. Only the operator changes that: it knows whose they are. */
export function Addresses({ settings }: { settings: NoticeSettings }) {
  const { say } = useLanguage();
  const none = say("notices.nowhere");
  return (
    <>
      <Facts
        facts={[
          [say("notices.email"), settings.email || none],
          [say("notices.phone"), settings.phone || none],
        ]}
      />
      <p className="small">{say("notices.where.change")}</p>
    </>
  );
}
