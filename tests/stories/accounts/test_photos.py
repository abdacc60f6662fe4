"""Profile photos."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused


async def upload(actor: Actor, colour: str) -> Any:
    """A picture of one colour, uploaded."""
    body = BytesIO()
    Image.new("RGB", (640, 640), colour).save(body, "JPEG")
    id = actor.world.random.getrandbits(62)
    assert await actor(functions.upload.SaveFilePart(file_id=id, file_part=0, bytes=body.getvalue()))
    return types.InputFile(id=id, parts=1, name="me.jpg", md5_checksum="")


def known(photo: Any) -> Any:
    return types.InputPhoto(id=photo.id, access_hash=photo.access_hash, file_reference=photo.file_reference)


async def see(viewer: Actor, other: Actor) -> Any:
    (user,) = await viewer(functions.users.GetUsers(id=[viewer.user(other)]))
    return user.photo


async def test_a_profile_photo_is_put_up_changed_and_taken_down(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    assert isinstance(await see(bob, alice), types.UserProfilePhotoEmpty)
    with refused("PHOTO_FILE_MISSING"):
        await alice(functions.photos.UploadProfilePhoto())
    first = (await alice(functions.photos.UploadProfilePhoto(file=await upload(alice, "red")))).photo
    assert {size.type for size in first.sizes} >= {"a", "c"}
    assert (await see(bob, alice)).photo_id == first.id
    await bob.barrier()
    assert bob.heard(types.UpdateUser)
    world.clock.advance(1)
    second = (await alice(functions.photos.UploadProfilePhoto(file=await upload(alice, "blue")))).photo
    full = (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user
    assert full.profile_photo.id == second.id
    ask = functions.photos.GetUserPhotos(user_id=bob.user(alice), offset=0, max_id=0, limit=10)
    assert [photo.id for photo in (await bob(ask)).photos] == [second.id, first.id]
    older = functions.photos.GetUserPhotos(user_id=bob.user(alice), offset=0, max_id=second.id, limit=10)
    assert [photo.id for photo in (await bob(older)).photos] == [first.id]
    again = await alice(functions.photos.UpdateProfilePhoto(id=known(first)))
    assert again.photo.id == first.id
    with refused("PHOTO_ID_INVALID"):
        await bob(functions.photos.UpdateProfilePhoto(id=known(second)))
    assert await alice(functions.photos.DeletePhotos(id=[known(first)])) == [first.id]
    assert (await see(bob, alice)).photo_id == second.id
    await alice(functions.photos.UpdateProfilePhoto(id=types.InputPhotoEmpty()))
    assert isinstance(await see(bob, alice), types.UserProfilePhotoEmpty)


async def test_those_who_may_not_see_the_photo_see_another(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    own = (await alice(functions.photos.UploadProfilePhoto(file=await upload(alice, "red")))).photo
    other = (await alice(functions.photos.UploadProfilePhoto(file=await upload(alice, "grey"), fallback=True))).photo
    assert (await see(bob, alice)).photo_id == own.id
    nobody = [types.InputPrivacyValueDisallowAll()]
    await alice(functions.account.SetPrivacy(key=types.InputPrivacyKeyProfilePhoto(), rules=nobody))
    assert (await see(bob, alice)).photo_id == other.id
    ask = functions.photos.GetUserPhotos(user_id=bob.user(alice), offset=0, max_id=0, limit=10)
    assert (await bob(ask)).photos == []


async def test_a_contact_gets_a_picture_of_ones_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    put = functions.photos.UploadContactProfilePhoto(
        user_id=alice.user(bob), file=await upload(alice, "green"), save=True
    )
    made = (await alice(put)).photo
    seen = await see(alice, bob)
    assert (seen.photo_id, seen.personal) == (made.id, True)
    assert isinstance(await see(bob, bob), types.UserProfilePhotoEmpty)
    suggested = functions.photos.UploadContactProfilePhoto(
        user_id=alice.user(bob), file=await upload(alice, "green"), suggest=True
    )
    await alice(suggested)
    await bob.barrier()
    (message,) = bob.messages
    assert isinstance(message.action, types.MessageActionSuggestProfilePhoto)
    await alice(functions.photos.UploadContactProfilePhoto(user_id=alice.user(bob), save=True))
    assert isinstance(await see(alice, bob), types.UserProfilePhotoEmpty)
