package io.doppelstream.model.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each column lives in an encoded row {@code float[width]}: first all scalars, then the softmax groups, ordered by
 * width. Groups are padded to a few widths, so that a network can run all groups of one bucket in a single operation; padding is
 * never one and its logit must be masked.
 *
 * @param scalars number of scalars, S
 * @param width scalars plus padded groups, D; the logits are the last L = D - S entries
 * @param slots place of each column, in the order of the schema
 * @param buckets runs of groups of equal padded width
 */
public record EncodedLayout(int scalars, int width, List<Slot> slots, List<Bucket> buckets) {

    private static final int[] WIDTHS = {
        2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80, 96, 128, 192, 256, 384, 512, 768, 1024
    };

    /** Copies the lists. */
    public EncodedLayout {
        slots = List.copyOf(slots);
        buckets = List.copyOf(buckets);
    }

    /**
     * Place of a column.
     *
     * @param scalar index of its scalar in the row, -1 if it has none
     * @param group index of its first category in the row, -1 if it has no group
     * @param categories categories in the group
     * @param padded categories plus padding
     */
    public record Slot(int scalar, int group, int categories, int padded) {
        /** Whether the column has a scalar. */
        public boolean hasScalar() {
            return scalar >= 0;
        }

        /** Whether the column has a group. */
        public boolean hasGroup() {
            return group >= 0;
        }
    }

    /**
     * A run of groups.
     *
     * @param offset index of the first category of the first group in the row
     * @param groups number of groups
     * @param width padded width of each
     */
    public record Bucket(int offset, int groups, int width) {}

    /** Number of groups, G. */
    public int groups() {
        return buckets.stream().mapToInt(Bucket::groups).sum();
    }

    /** Which of the {@link #groups()} a column's is, in the order that they lie in a row. */
    public int groupIndex(Slot slot) {
        int before = 0;
        for (Bucket bucket : buckets) {
            int inside = (slot.group() - bucket.offset()) / bucket.width();
            if (slot.group() >= bucket.offset() && inside < bucket.groups()) {
                return before + inside;
            }
            before += bucket.groups();
        }
        throw new IllegalArgumentException("Expected a column with a group, found " + slot);
    }

    /** Number of logits, L, padding included. */
    public int logits() {
        return width - scalars;
    }

    /** Lays out the columns of these codecs. */
    public static EncodedLayout of(List<? extends ColumnCodec> codecs) {
        int scalars = 0;
        int[] scalarAt = new int[codecs.size()];
        for (int i = 0; i < codecs.size(); i++) {
            scalarAt[i] = codecs.get(i).scalar() ? scalars++ : -1;
        }
        List<Integer> grouped = IntStream.range(0, codecs.size())
                .filter(i -> codecs.get(i).categories() > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> padded(codecs.get(i).categories())))
                .toList();
        int[] groupAt = new int[codecs.size()];
        List<Bucket> buckets = new ArrayList<>();
        int at = scalars;
        for (int i : grouped) {
            int width = padded(codecs.get(i).categories());
            groupAt[i] = at;
            Bucket last = buckets.isEmpty() ? null : buckets.get(buckets.size() - 1);
            if (last != null && last.width() == width) {
                buckets.set(buckets.size() - 1, new Bucket(last.offset(), last.groups() + 1, width));
            } else {
                buckets.add(new Bucket(at, 1, width));
            }
            at += width;
        }
        List<Slot> slots = IntStream.range(0, codecs.size())
                .mapToObj(i -> {
                    int categories = codecs.get(i).categories();
                    return categories == 0
                            ? new Slot(scalarAt[i], -1, 0, 0)
                            : new Slot(scalarAt[i], groupAt[i], categories, padded(categories));
                })
                .toList();
        return new EncodedLayout(scalars, at, slots, buckets);
    }

    private static int padded(int categories) {
        for (int width : WIDTHS) {
            if (width >= categories) {
                return width;
            }
        }
        return (categories + 511) / 512 * 512;
    }
}
