"""The lab's seeded random numbers (src/base/random.ts) in Python: the same streams, number by number."""
import math

MASK = 0xFFFFFFFF


def _mix(value):
    value &= MASK
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & MASK
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & MASK
    return value ^ (value >> 16)


def hash_keys(keys):
    value = 0x811C9DC5
    for key in keys:
        for character in f"{key}\0":
            value = ((value ^ ord(character)) * 0x01000193) & MASK
    return _mix(value)


class Random:
    """Keys: integers and strings, as in `new Random(seed, 'batch', step)`."""

    def __init__(self, *keys):
        value = hash_keys(keys)
        self.a = _mix(value + 0x9E3779B9)
        self.b = _mix(value + 0x3C6EF372)
        self.c = _mix(value + 0xDAA66D2B)
        self.counter = 1
        self.spare = None
        for _ in range(12):
            self.uint32()

    def uint32(self):
        total = (self.a + self.b + self.counter) & MASK
        self.counter = (self.counter + 1) & MASK
        self.a = self.b ^ (self.b >> 9)
        self.b = (self.c + (self.c << 3)) & MASK
        self.c = ((((self.c << 21) & MASK) | (self.c >> 11)) + total) & MASK
        return total

    def float(self):
        return self.uint32() / 4294967296

    def integer(self, bound):
        return math.floor(self.float() * bound)

    def normal(self):
        if self.spare is not None:
            spare, self.spare = self.spare, None
            return spare
        radius = math.sqrt(-2 * math.log(1 - self.float()))
        angle = 2 * math.pi * self.float()
        self.spare = radius * math.sin(angle)
        return radius * math.cos(angle)
