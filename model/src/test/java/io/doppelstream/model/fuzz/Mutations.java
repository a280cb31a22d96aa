package io.doppelstream.model.fuzz;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Bytes that were good and are changed in a few places: bits flipped, bytes set, cut out, doubled, or the end cut off. */
public final class Mutations {
    private Mutations() {}

    /** One change at a place, in millionths of the length. */
    private record Change(int kind, int place, int length, byte value) {
        byte[] apply(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = Math.min(bytes.length - 1, (int) ((long) place * bytes.length / 1_000_000));
            int end = Math.min(bytes.length, at + length);
            return switch (kind) {
                case 0 -> set(bytes, at, (byte) (bytes[at] ^ (1 << (value & 7))));
                case 1 -> set(bytes, at, value);
                case 2 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
                case 3 -> join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> Arrays.copyOf(bytes, at);
            };
        }
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }

    /** Mutants of these bytes. */
    public static Arbitrary<byte[]> of(byte[] good) {
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.bytes())
                .as(Change::new);
        return change.list().ofMinSize(1).ofMaxSize(4).map(changes -> applied(changes, good));
    }

    private static byte[] applied(List<Change> changes, byte[] good) {
        byte[] bytes = good;
        for (Change change : changes) {
            bytes = change.apply(bytes);
        }
        return bytes;
    }
}
