"""Who sits in the room of a call, and which two of them see each other: never three.

Rooms live in the one realtime process and hold no more than who is connected now; whether a party was met
and whether the two were joined stands in the casebook, so a restarted process loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FAMILY, CAPTIVE, OFFICER = "family", "captive", "officer"
PARTIES = (FAMILY, CAPTIVE)


@dataclass(slots=True)
class Room:
    """The seats of one call: party → the channel of its page."""

    seats: dict[str, str] = field(default_factory=dict)
    speaking: str = ""  # with whom the officer speaks alone
    joined: bool = False  # the two are joined; from then on the officer sees and hears nobody
    told: int = 0  # the round of which everybody was told
    round: int = 0  # counts the pairings: a signal of an earlier one is not passed on
    _paired: tuple[tuple[str, str], ...] = ()

    def sit(self, party: str, channel: str) -> str:
        """This party's page is here now. Returns the channel of the page that it takes over from, or ""."""
        before = self.seats.get(party, "")
        self.seats[party] = channel
        self._pair_anew()
        return before

    def leave(self, party: str, channel: str) -> None:
        """This page is gone. A page that was taken over from leaves nothing."""
        if self.seats.get(party) == channel:
            del self.seats[party]
            self._pair_anew()

    def speak(self, party: str) -> None:
        """The officer turns to this party alone ("" to nobody)."""
        self.speaking = "" if self.joined else party
        self._pair_anew()

    def join(self) -> None:
        """The officer leaves; the two are joined."""
        self.joined, self.speaking = True, ""
        self._pair_anew()

    def again(self) -> None:
        """The line between the two broke: they begin anew."""
        self._paired = ()
        self._pair_anew()

    def news(self) -> bool:
        """Whether there is a pairing of which nobody was told yet; asked once, it is told.

        Two who sit down in one moment must not hear of one pairing twice: they would begin the line twice.
        """
        if self.told == self.round:
            return False
        self.told = self.round
        return True

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two who see each other now; the first of them makes the offer."""
        two = PARTIES if self.joined else (OFFICER, self.speaking)
        return (two[0], two[1]) if all(one in self.seats for one in two) else None

    def partner(self, party: str) -> str:
        """The party that this one sees now, "" when nobody."""
        pair = self.pair
        if not pair or party not in pair:
            return ""
        return pair[1] if party == pair[0] else pair[0]

    def _pair_anew(self) -> None:
        now = tuple((one, self.seats[one]) for one in self.pair or ())
        if now != self._paired:
            self._paired, self.round = now, self.round + 1
