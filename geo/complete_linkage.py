"""Groups of which every member goes with every other, from pairs with a score.

Complete linkage: chains do not drift, as a strike that could be either of two neighbours'
does not make these two one. The best pairs join first; equal ones in their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["group_by_links"]


def group_by_links(
    links: Iterable[tuple[int, int]], owners: Mapping[int, Sequence[int]]
) -> list[list[int]]:
    """Groups of at least two linked members, each sorted, in the order of their firsts.

    Parameters
    ----------
    links
        Pairs of members, the best first.
    owners
        Of each member, what it is of; members of one group have no owner in common.
    """
    pairs = list(links)
    groups: list[list[int]] = []
    for members, inside in _components(pairs):
        groups.extend(_grouped(members, inside, owners))
    return sorted(groups)


def _components(
    pairs: Sequence[tuple[int, int]],
) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Members that hang together, sorted, and their pairs in the order given."""
    parent: dict[int, int] = {}

    def top(member: int) -> int:
        root = member
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[member] != root:
            parent[member], member = root, parent[member]
        return root

    for one, other in pairs:
        parent[top(one)] = top(other)
    inside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        inside[top(pair[0])].append(pair)
    members: dict[int, list[int]] = defaultdict(list)
    for member in sorted(parent):
        members[top(member)].append(member)
    return [(members[root], inside[root]) for root in members]


def _grouped(
    members: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    owners: Mapping[int, Sequence[int]],
) -> list[list[int]]:
    """Sets are integers here, a bit a member: of a thousand, a few words to compare."""
    bit = {member: 1 << number for number, member in enumerate(members)}
    owner_bit: dict[int, int] = {}
    for member in members:
        for owner in owners[member]:
            owner_bit.setdefault(owner, 1 << len(owner_bit))
    goes_with = dict(bit)
    for one, other in pairs:
        goes_with[one] |= bit[other]
        goes_with[other] |= bit[one]
    owned = {m: sum(owner_bit[owner] for owner in owners[m]) for m in members}
    group_of = {member: member for member in members}
    inside, joined = dict(bit), {member: [member] for member in members}
    for pair in pairs:
        one, other = sorted((group_of[pair[0]], group_of[pair[1]]))
        fits = not inside[other] & ~goes_with[one] and not owned[one] & owned[other]
        if one == other or not fits:
            continue
        inside[one] |= inside[other]
        goes_with[one] &= goes_with[other]
        owned[one] |= owned[other]
        for member in joined[other]:
            group_of[member] = one
        joined[one] += joined.pop(other)
    return [sorted(group) for group in joined.values() if len(group) > 1]
