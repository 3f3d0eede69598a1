import type { Profile } from "../../api/types";
import { Facts } from "../../components/Facts";
import { Loaded } from "../../components/Loaded";
import { useProfile } from "../../resources/account";
import { type Language, useLanguage } from "../../words/context";

/** Who holds the account, and where its available money comes from. */
export function ProfileFacts() {
  const language = useLanguage();
  return (
    <Loaded query={useProfile()}>
      {(profile) => <Facts facts={factsOf(profile, language)} />}
    </Loaded>
  );
}

function factsOf(profile: Profile, { say, money, instant }: Language) {
  const until = profile.promised_until;
  const promised = say("profile.promised.until", {
    sum: money(profile.promised),
    at: until ? instant(until) : "",
  });
  const some = (sum: string) => (Number(sum) > 0 ? money(sum) : null);
  return [
    [say("profile.holder"), profile.holder],
    [say("signin.account"), profile.account],
    [say("summary.balance"), money(profile.balance)],
    [say("profile.held"), some(profile.held)],
    [say("profile.credit"), some(profile.credit_limit)],
    [say("profile.promised"), some(profile.promised) && promised],
    [say("summary.available"), money(profile.available)],
  ] as const;
}
