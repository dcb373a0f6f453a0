"""Signalling: each page of a call holds one socket; words for setting up the picture pass between two pages.

What a page sends: {"join": {link|key|ticket}}, {"signal": …, "round": n}, {"again": n},
{"act": name, "word": …}.
What it is told: {"seat": …}, {"pair": …}, {"signal": …}, {"standing": …}, {"refused": …}, {"over": true}.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.utils import timezone

from regreso.web.live import doors
from regreso.web.live.rooms import OFFICER, PARTIES, Room
from regreso.wire import turn

if TYPE_CHECKING:
    from uuid import UUID

LONGEST_NOTE = 200
LONGEST = 65_536  # a description of a picture is some 5 kB
_AFTERWARDS = timedelta(minutes=1)  # a clock of the relay may be slow
REFUSED = 4404  # one code for every door that stays shut
ROOMS: dict[UUID, Room] = {}  # of this process, the only one that signals


class CallConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
    """One page of one call."""

    seated: doors.Seated | None = None
    clock: asyncio.Task[None] | None = None

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Hand a message on, without the database.

        Channels would first send each message through the one thread that talks with the database, to close
        old connections: words for a picture would wait there behind everybody who joins. Whoever does go to
        the database closes them then (`database_sync_to_async`).
        """
        await getattr(self, get_handler_name(message))(message)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **_: Any) -> None:  # noqa: ANN401 - Channels' signature
        """Only short JSON objects are listened to."""
        if bytes_data or not text_data or len(text_data) > LONGEST:
            await self._refuse()
            return
        try:
            body = await self.decode_json(text_data)
        except ValueError:
            body = None
        if isinstance(body, dict):
            await self.receive_json(body)
        else:
            await self._refuse()

    async def receive_json(self, content: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 - Channels' signature
        """Before a seat is taken, only the request for one is heard."""
        if self.seated is None:
            await self._join(content.get("join"))
        elif "signal" in content:
            await self._pass_on(content)
        elif "again" in content:
            await self._again(content["again"])
        elif "act" in content:
            await self._act(str(content["act"]), str(content.get("word", "")))

    async def disconnect(self, code: int) -> None:
        """The page is gone; the other one waits for it."""
        del code
        if self.clock:
            self.clock.cancel()
        if self.seated and (room := ROOMS.get(self.seated.call)):
            room.leave(self.seated.party, self.channel_name)
            if not room.seats:
                ROOMS.pop(self.seated.call, None)
            await self._tell_pairing(room)
            await self._tell_officer(room)

    async def tell(self, event: dict[str, Any]) -> None:
        """Something for this page."""
        await self.send_json(event["body"])

    async def moved(self, event: dict[str, Any]) -> None:
        """The same party has opened another page; this one is put to rest."""
        del event
        self.seated = None
        await self.send_json({"refused": "moved"})
        await self.close(REFUSED)

    async def _join(self, asked: object) -> None:
        at = timezone.now()
        find = database_sync_to_async(doors.seat_for)
        seated = await find(asked, at=at) if isinstance(asked, dict) else None
        if seated is None:
            await self._refuse()
            return
        self.seated = seated
        room = ROOMS.setdefault(seated.call, Room())
        room.joined = seated.joined or room.joined
        displaced = room.sit(seated.party, self.channel_name)
        if displaced and displaced != self.channel_name:
            await self.channel_layer.send(displaced, {"type": "moved"})
        await self.send_json({"seat": {"party": seated.party, "key": seated.key}})
        self.clock = asyncio.create_task(self._end_in((seated.ends_at - at).total_seconds()))
        await self._tell_pairing(room)
        await self._tell_officer(room)

    async def _pass_on(self, content: dict[str, Any]) -> None:
        room, seated = self._room()
        partner = room.partner(seated.party)
        if partner and content.get("round") == room.round:
            body = {"signal": content["signal"], "round": room.round}
            await self._tell(room, partner, body)

    async def _again(self, of_round: object) -> None:
        room, seated = self._room()
        if of_round == room.round and room.partner(seated.party):
            room.again()
            await self._tell_pairing(room)

    async def _act(self, name: str, word: str) -> None:
        room, seated = self._room()
        if name == "note" and seated.party != OFFICER:
            await self._note(room, word)
            return
        if not _may(seated.party, name, word, room):
            await self.send_json({"refused": name})
            return
        if not await database_sync_to_async(doors.act)(seated, name, word, at=timezone.now()):
            await self.send_json({"refused": name})
            await self._tell_officer(room)
            return
        if name == "speak":
            room.speak(word)
        elif name == "connect":
            room.join()
        elif name == "end":
            await self._over(room)
            return
        await self._tell_pairing(room)
        await self._tell_officer(room)

    async def _note(self, room: Room, word: str) -> None:
        """What a party says of its line is answered alike, whatever it says, and kept nowhere.

        If it is the word that was agreed with this party alone, the officer and a liaison know.
        """
        _, seated = self._room()
        await database_sync_to_async(doors.act)(seated, "note", word[:LONGEST_NOTE], at=timezone.now())
        await self.send_json({"noted": True})
        await self._tell_officer(room)

    async def _over(self, room: Room) -> None:
        for party in list(room.seats):
            await self._tell(room, party, {"over": True})

    async def _end_in(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0))
        room, seated = self._room()
        await database_sync_to_async(doors.close)(seated.call, at=timezone.now())
        await self._over(room)

    async def _tell_pairing(self, room: Room) -> None:
        """Everybody learns whom they see now, unless nothing changed."""
        if not room.news():
            return
        pair, now = room.pair, room.round
        for party in list(room.seats):
            told = None
            if pair and party in pair:
                told = {"with": pair[party == pair[0]], "offer": party == pair[0], "round": now}
                told["ice"] = self._ice()
            await self._tell(room, party, {"pair": told})

    async def _tell_officer(self, room: Room) -> None:
        """The officer sees who is there and how the call stands, never the picture of a call."""
        if OFFICER in room.seats and self.seated:
            now = await database_sync_to_async(doors.standing)(self.seated.call)
            here = [party for party in PARTIES if party in room.seats]
            told = {
                "state": now.state, "met": now.met, "here": here, "speaking": room.speaking,
                "alarm": now.alarm,
            }  # fmt: skip
            await self._tell(room, OFFICER, {"standing": told})

    async def _tell(self, room: Room, party: str, body: dict[str, Any]) -> None:
        """Something for this party's page, if it is still there."""
        channel = room.seats.get(party)
        if channel:
            await self.channel_layer.send(channel, {"type": "tell", "body": body})

    def _ice(self) -> dict[str, object]:
        """The way that the picture takes: through our relay and no other, until the call's time is over."""
        _, seated = self._room()
        urls, secret = settings.REGRESO_TURN_URLS, settings.REGRESO_TURN_SECRET
        return turn.ice(urls, secret, user=secrets.token_hex(8), until=seated.ends_at + _AFTERWARDS)

    def _room(self) -> tuple[Room, doors.Seated]:
        if self.seated is None:
            raise RuntimeError("a page without a seat has no room")
        return ROOMS.setdefault(self.seated.call, Room()), self.seated

    async def _refuse(self) -> None:
        await self.send_json({"refused": "door"})
        await self.close(REFUSED)


def _may(party: str, name: str, word: str, room: Room) -> bool:
    """Which buttons a page has. Whether the step may be taken, the story says."""
    if party != OFFICER:
        return name == "end" and word == "completed"
    if name == "speak":
        return word in ("", *PARTIES) and not room.joined
    if name == "meet":
        return word == room.speaking and room.pair is not None  # seen face to face, now
    return name in {"open", "connect", "end"}
