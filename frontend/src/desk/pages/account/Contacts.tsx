import { Link } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import type { Contact } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { useContact } from "../../resources/notices";
import { type DeskLanguage, useWords } from "../../words/words";
import { ContactDialog } from "./ContactDialog";

/** Where the holder is told of what, and what was told. */
export function Contacts({ account }: { account: string }) {
  const language = useWords();
  const { say } = language;
  const may = useMay();
  return (
    <Section title={say("contact.title")} className="card">
      <Loaded query={useContact(account)}>
        {(contact) => (
          <>
            <Facts facts={factsOf(contact, language)} />
            <div className="acts">
              {may("change_contact") && (
                <Opener label={say("contact.change")}>
                  {(close) => <ContactDialog contact={contact} onClose={close} />}
                </Opener>
              )}
              {may("notices") && (
                <Link href={`/notices?account=${account}`} className="button quiet">
                  {say("notices.sent")}
                </Link>
              )}
            </div>
          </>
        )}
      </Loaded>
    </Section>
  );
}

function factsOf({ email, in_force, opted_out, phone }: Contact, { say }: DeskLanguage) {
  const { language, quiet_hours: quiet, time_zone } = in_force;
  const hours = `${quiet.begins} – ${quiet.ends}, ${time_zone}`;
  const unwanted = opted_out.map(
    ({ channel, kind }) => `${say(`notice.${kind}`)} (${say(`channel.${channel}`)})`,
  );
  return [
    [say("notices.email"), email || say("none")],
    [say("notices.phone"), phone || say("none")],
    [say("notices.language"), say(`notices.language.${language}`)],
    [say("quiet"), quiet.begins === quiet.ends ? say("none") : hours],
    [say("contact.opted_out"), unwanted.length > 0 ? unwanted.join("; ") : null],
  ] as const;
}
