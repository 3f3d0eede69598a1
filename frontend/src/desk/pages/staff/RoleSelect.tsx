import type { Role } from "../../api/types";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";

const ROLES: readonly Role[] = ["cashier", "manager", "admin", "auditor"];

/** What somebody is there for. */
export function RoleSelect({ role = "manager" }: { role?: Role }) {
  const { say } = useWords();
  return (
    <Select
      label={say("staff.role")}
      name="role"
      defaultValue={role}
      options={ROLES.map((each) => [each, say(`role.${each}`)])}
    />
  );
}
