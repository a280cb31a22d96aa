package io.doppelstream.trainer.evaluate.augmentation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Three fifths of the rows to learn from, a fifth to choose by, a fifth to test on.
 *
 * @param ordered whether the split is by time: later parts are later rows, the same for every seed
 */
public record Partition(LabelledRows train, LabelledRows validation, LabelledRows test, boolean ordered) {

    private static final double TRAINED = 0.6;
    private static final double VALIDATED = 0.2;
    /** Fewer positive rows in a part measure nothing. */
    private static final int FEWEST = 10;

    public Partition {
        check(train, "to learn from");
        check(validation, "to choose by");
        check(test, "to test on");
    }

    private static void check(LabelledRows rows, String what) {
        int positives = rows.positives();
        if (positives < FEWEST || rows.size() - positives < FEWEST) {
            throw new IllegalArgumentException(
                    "Expected at least " + FEWEST + " rows of the rare class and as many others " + what + ", found "
                            + positives + " in " + rows.size() + " rows: give more rows");
        }
    }

    /** Splits rows that are in order of time: every part is later than the one before. */
    public static Partition byTime(LabelledRows rows) {
        int[] order = IntStream.range(0, rows.size()).toArray();
        int first = (int) Math.round(TRAINED * order.length);
        int second = (int) Math.round((TRAINED + VALIDATED) * order.length);
        return new Partition(
                rows.select(Arrays.copyOfRange(order, 0, first)),
                rows.select(Arrays.copyOfRange(order, first, second)),
                rows.select(Arrays.copyOfRange(order, second, order.length)),
                true);
    }

    /** Splits rows at random, each class in the same shares; the same seed gives the same split. */
    public static Partition atRandom(LabelledRows rows, long seed) {
        double[] place = new double[rows.size()];
        Random random = new Random(seed);
        for (boolean positive : new boolean[] {true, false}) {
            int[] own = shuffled(rows.indices(positive), random);
            for (int at = 0; at < own.length; at++) {
                place[own[at]] = (at + 0.5) / own.length;
            }
        }
        return new Partition(
                rows.select(part(place, 0, TRAINED)),
                rows.select(part(place, TRAINED, TRAINED + VALIDATED)),
                rows.select(part(place, TRAINED + VALIDATED, 1)),
                false);
    }

    private static int[] part(double[] place, double from, double to) {
        return IntStream.range(0, place.length)
                .filter(row -> place[row] >= from && place[row] < to)
                .toArray();
    }

    private static int[] shuffled(int[] rows, Random random) {
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = rows[i];
            rows[i] = rows[j];
            rows[j] = swap;
        }
        return rows;
    }
}
