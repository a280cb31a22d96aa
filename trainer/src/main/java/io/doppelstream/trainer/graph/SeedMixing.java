package io.doppelstream.trainer.graph;

/** One word of a seed from two: distinct for distinct numbers under one seed, and spread over all 64 bits. */
public final class SeedMixing {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private SeedMixing() {}

    /** SplitMix64's finalizer (Steele et al., OOPSLA 2014), a bijection of the number for a given seed. */
    public static long mix(long seed, long number) {
        long word = scramble(seed) + GOLDEN_RATIO * (number + 1);
        return scramble(word);
    }

    private static long scramble(long value) {
        long word = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
        return word ^ (word >>> 31);
    }
}
