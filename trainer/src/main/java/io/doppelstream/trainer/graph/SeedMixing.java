package io.doppelstream.trainer.graph;

/** One word of a seed from two: distinct for distinct operations of one model, and spread over all 64 bits. */
final class SeedMixing {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private SeedMixing() {}

    /** SplitMix64's finalizer (Steele et al., OOPSLA 2014), a bijection of the operation's number for a given seed. */
    static long mix(long modelSeed, long operationNumber) {
        long word = scramble(modelSeed) + GOLDEN_RATIO * (operationNumber + 1);
        return scramble(word);
    }

    private static long scramble(long value) {
        long word = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
        return word ^ (word >>> 31);
    }
}
