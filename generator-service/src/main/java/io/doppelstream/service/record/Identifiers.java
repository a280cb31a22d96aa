package io.doppelstream.service.record;

import java.util.HexFormat;
import java.util.UUID;

/**
 * Identifiers that are unique within a request: a function of (request seed, column, index of the record), and of nothing
 * else. Uniqueness comes from a permutation of all numbers of a width, keyed by the seed: each of its steps can be undone,
 * so two indices never meet.
 */
final class Identifiers {
    private static final int ROUNDS = 3;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final HexFormat HEX = HexFormat.of();

    private final long key;

    /**
     * The identifiers of one column of a request.
     *
     * @param column index of the column: two identifiers of a record differ
     */
    Identifiers(long requestSeed, int column) {
        this.key = mix(requestSeed + GOLDEN * (column + 1L));
    }

    /**
     * A number from 1 to {@code 2^bits - 1}.
     *
     * @param index from 0 to {@code 2^bits - 2}
     */
    long positive(int bits, long index) {
        long value = permute(bits, index + 1);
        // Zero stands for one of the numbers only: walking on from it ends at once (cycle walking).
        while (value == 0) {
            value = permute(bits, value);
        }
        return value;
    }

    /** Random-looking UUID in the layout of version 4 (RFC 9562, section 5.4). */
    String uuid(long index) {
        long low = permute(62, index);
        long high = mix(key ^ mix(low));
        return new UUID((high & ~0xF000L) | 0x4000L, low | Long.MIN_VALUE).toString();
    }

    /** 16 hexadecimal digits. */
    String text(long index) {
        return HEX.toHexDigits(permute(64, index));
    }

    private long permute(int bits, long number) {
        long mask = bits == 64 ? -1L : (1L << bits) - 1;
        long value = number & mask;
        for (int round = 0; round < ROUNDS; round++) {
            value = (value * (mix(key + round) | 1) + mix(key - round - 1)) & mask;
            value ^= value >>> (bits / 2);
        }
        return value;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
