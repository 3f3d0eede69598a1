"""RentSoft's billing side: five methods (and one for tests), lists in, lists out, item codes.

The methods, fields and codes are the platform's; namespace, soapAction and fault format are not
publicly known, so these defaults are ours and ``integrator.wire`` can replace them.
"""

from backend.domain.values.codes import Code
from backend.domain.values.status import SubscriptionState
from backend.soap.contract import Action, Dialect, Field, Items, Kind, Operation, Record, Words

_UUID = Field("account", "uuid", Kind.ACCOUNT)
_TXID = Field("external_id", "txid", Kind.ID)
_AMOUNT = Field("amount", "amount", Kind.MONEY)
_ERROR = Field("code", "error", Kind.CODE)
_SERVICE = Field("product", "serviceName", Kind.NAME)

_TXID_RESPONSE = Record("RsAg_TxidResponse", (_TXID, _ERROR))
_STATES = Words("RsAg_Status", {state: state.value for state in SubscriptionState})

RENTSOFT = Dialect(
    name="rentsoft",
    service="RentSoftBilling",
    namespace="urn:vitrina:rentsoft:1",
    words={
        Code.OK: "OK",
        Code.UNKNOWN_ACCOUNT: "USER_UNKNOWN_UUID",
        Code.ACCOUNT_BLOCKED: "USER_NO_MONEY",
        Code.NOT_ENOUGH_MONEY: "USER_NO_MONEY",
        Code.CHARGE_LIMIT_EXCEEDED: "USER_NO_MONEY",
        Code.DAILY_LIMIT_EXCEEDED: "USER_NO_MONEY",
        Code.CONFLICT: "USER_DUPLICATE_TXID",
        Code.REVERSED: "USER_DUPLICATE_TXID",
        Code.UNKNOWN_OPERATION: "USER_UNKNOWN_TXID",
    },
    otherwise="USER_ERROR",
    operations=(
        Operation(
            action=Action.ACCOUNT,
            wire="getUserInfo",
            answer="getUserInfoResponse",
            request=Record("RsAg_UserInfoRequest", (_UUID,)),
            response=Record(
                "RsAg_UserInfoResponse",
                (
                    _UUID,
                    _ERROR,
                    Field("period_start_day", "periodStartDay", Kind.INTEGER, required=False),
                    Field("utc_offset_hours", "timeShift", Kind.INTEGER, required=False),
                    Field("available", "amount", Kind.BALANCE, required=False),
                    Field("tariffs", "tariffId", Kind.TEXT, required=False),
                ),
            ),
            items=Items(),
            summary="What is known of subscribers by their account numbers.",
        ),
        Operation(
            action=Action.CHECK,
            wire="canCharge",
            answer="canChargeResponse",
            request=Record("RsAg_CanChargeRequest", (_UUID, _TXID, _AMOUNT)),
            response=_TXID_RESPONSE,
            items=Items(),
            summary="Whether sums could be charged now; nothing is taken.",
        ),
        Operation(
            action=Action.CHARGE,
            wire="charge",
            answer="chargeResponse",
            request=Record(
                "RsAg_ChargeRequest",
                (
                    _UUID,
                    _TXID,
                    _AMOUNT,
                    Field("full_price", "baseCost", Kind.PRICE, required=False),
                    _SERVICE,
                    Field("text", "comment", Kind.TEXT, required=False),
                    Field("period_end", "periodEnd", Kind.DATE, required=False),
                ),
            ),
            response=_TXID_RESPONSE,
            items=Items(),
            repeated="USER_DUPLICATE_TXID",
            summary="Takes sums from accounts, each txid once for ever.",
        ),
        Operation(
            action=Action.STATUS,
            wire="notifyStatusChange",
            answer="notifyStatusChangeResponse",
            request=Record(
                "RsAg_NotifyStatusChangeRequest",
                (
                    _UUID,
                    _TXID,
                    _SERVICE,
                    Field("state", "status", _STATES),
                    Field("reason", "comment", Kind.TEXT, required=False),
                ),
            ),
            response=_TXID_RESPONSE,
            items=Items(),
            words={Code.CONFLICT: "USER_ERROR"},
            summary="Reports in which state subscriptions are.",
        ),
        Operation(
            action=Action.REVERSE,
            wire="uncharge",
            answer="unchargeResponse",
            request=Record("RsAg_UnchargeRequest", (_UUID, _TXID)),
            response=_TXID_RESPONSE,
            items=Items(),
            summary="Takes charges back, each whole.",
        ),
        Operation(
            action=Action.CLEANUP,
            wire="cleanupForTests",
            answer="cleanupForTestsResponse",
            request=Record("RsAg_CleanupRequest", (_UUID,)),
            response=Record("RsAg_CleanupResponse", (_UUID, _ERROR)),
            items=Items(),
            test_only=True,
            summary="Takes back what test accounts were charged; in test mode only.",
        ),
    ),
)
