import type { Lang } from "../../../words/words";
import type { Contact } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { given, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { Select } from "../../components/Select";
import { useChangeContact } from "../../resources/notices";
import { useWords } from "../../words/words";

interface Props {
  contact: Contact;
  onClose: () => void;
}

/** Where the holder is told from now on; an empty address is none. */
export function ContactDialog({ contact, onClose }: Props) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={say("contact.change")}
      confirm={say("save")}
      deed={useChangeContact(contact.account)}
      read={(form) => ({
        email: given(form, "email"),
        phone: given(form, "phone"),
        language: given(form, "language") as Lang | null,
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <p>{say("contact.change.effect")}</p>
      <Field
        label={say("notices.email")}
        name="email"
        type="email"
        defaultValue={contact.email ?? ""}
        maxLength={254}
        autoComplete="off"
      />
      <Field
        label={say("notices.phone")}
        name="phone"
        type="tel"
        defaultValue={contact.phone ?? ""}
        hint={say("contact.phone.hint")}
        maxLength={32}
        autoComplete="off"
      />
      <Select
        label={say("notices.language")}
        name="language"
        defaultValue={contact.language ?? ""}
        options={[
          ["", say("notices.language.house")],
          ["ru", say("notices.language.ru")],
          ["en", say("notices.language.en")],
        ]}
      />
      <Reason />
    </DeedDialog>
  );
}
