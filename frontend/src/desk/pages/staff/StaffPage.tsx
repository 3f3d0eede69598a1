import { useState } from "react";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { Member, NewMember } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { type Column, Table } from "../../components/Table";
import { useStaff } from "../../resources/staff";
import { useWords } from "../../words/words";
import { AddDialog } from "./AddDialog";
import { ChangeDialog } from "./ChangeDialog";
import { PasswordTold } from "./PasswordTold";
import { ResetDialog } from "./ResetDialog";

/** Who works here, and what as. */
export function StaffPage() {
  const { say, instant } = useWords();
  const may = useMay();
  const [told, setTold] = useState<NewMember | null>(null);
  const columns: (Column<Member> | false)[] = [
    { name: say("me.name"), cell: ({ name }) => name },
    { name: say("staff.role"), cell: ({ role }) => say(`role.${role}`) },
    {
      name: say("staff.enabled"),
      cell: ({ enabled }) => say(enabled ? "staff.enabled.on" : "staff.enabled.off"),
    },
    { name: say("staff.totp"), cell: ({ has_totp }) => say(has_totp ? "yes" : "no") },
    {
      name: say("staff.seen"),
      cell: ({ seen_at }) => (seen_at ? instant(seen_at) : say("staff.seen.never")),
    },
    may("change_member") && {
      name: say("account.actions"),
      cell: (member) => (
        <div className="acts">
          <Opener label={say("staff.change")} about={member.name}>
            {(close) => <ChangeDialog member={member} onClose={close} />}
          </Opener>
          <Opener label={say("staff.reset")} about={member.name}>
            {(close) => <ResetDialog name={member.name} onClose={close} onMade={setTold} />}
          </Opener>
        </div>
      ),
    },
  ];
  return (
    <Page title={say("staff.title")}>
      <Loaded query={useStaff()}>
        {({ staff }) => (
          <Table
            caption={say("staff.title")}
            columns={columns}
            rows={staff}
            keyOf={({ name }) => name}
            empty={say("staff.none")}
          />
        )}
      </Loaded>
      {may("add_member") && (
        <p className="further">
          <Opener label={say("staff.add")}>
            {(close) => <AddDialog onClose={close} onMade={setTold} />}
          </Opener>
        </p>
      )}
      {told && <PasswordTold member={told} onClose={() => setTold(null)} />}
    </Page>
  );
}
