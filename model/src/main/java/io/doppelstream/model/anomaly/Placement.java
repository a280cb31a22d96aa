package io.doppelstream.model.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which records of a request are anomalies: exactly their share of the records up to the end of each chunk, the kinds in turn, at
 * random places; those of a burst in runs.
 */
final class Placement {

    /** Longest run that is placed as one. */
    private static final int LONGEST_RUN = 10;

    private Placement() {}

    /**
     * The kinds of a chunk's rows, null for normal ones.
     *
     * @param firstRow index, in the request, of the chunk's first row
     */
    static AnomalyKind[] of(Injection injection, long firstRow, int rows, SplittableRandom random) {
        long first = due(injection.share(), firstRow);
        long end = Math.min(due(injection.share(), firstRow + rows), first + rows);
        Map<AnomalyKind, Integer> counts = new EnumMap<>(AnomalyKind.class);
        for (long anomaly = first; anomaly < end; anomaly++) {
            int turn = (int) (anomaly % injection.kinds().size());
            counts.merge(injection.kinds().get(turn), 1, Integer::sum);
        }
        Run[] runs = runs(counts, rows - (int) (end - first));
        shuffle(runs, random);
        beginWithoutBurst(runs);
        AnomalyKind[] kinds = new AnomalyKind[rows];
        int row = 0;
        for (Run run : runs) {
            Arrays.fill(kinds, row, row + run.length(), run.kind());
            row += run.length();
        }
        return kinds;
    }

    /** Rows that stay side by side. */
    private record Run(AnomalyKind kind, int length) {}

    private static long due(double share, long records) {
        return (long) Math.floor(share * records + 0.5);
    }

    private static Run[] runs(Map<AnomalyKind, Integer> counts, int normal) {
        List<Run> runs = new ArrayList<>();
        counts.forEach((kind, count) -> {
            int parts = kind == AnomalyKind.BURST ? (count + LONGEST_RUN - 1) / LONGEST_RUN : count;
            for (int i = 0; i < parts; i++) {
                runs.add(new Run(kind, count / parts + (i < count % parts ? 1 : 0)));
            }
        });
        runs.addAll(Collections.nCopies(normal, new Run(null, 1)));
        return runs.toArray(Run[]::new);
    }

    private static void shuffle(Run[] runs, SplittableRandom random) {
        for (int i = runs.length - 1; i > 0; i--) {
            swap(runs, i, random.nextInt(i + 1));
        }
    }

    /** A burst repeats the row before it: it needs one, unless there is nothing but bursts. */
    private static void beginWithoutBurst(Run[] runs) {
        for (int i = 0; i < runs.length && runs[0].kind() == AnomalyKind.BURST; i++) {
            if (runs[i].kind() != AnomalyKind.BURST) {
                swap(runs, 0, i);
            }
        }
    }

    private static void swap(Run[] runs, int i, int j) {
        Run run = runs[i];
        runs[i] = runs[j];
        runs[j] = run;
    }
}
