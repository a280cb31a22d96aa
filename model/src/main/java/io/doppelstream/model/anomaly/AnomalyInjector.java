package io.doppelstream.model.anomaly;

import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.data.ColumnData;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes anomalies of some rows of a chunk. What becomes of a row follows from the injection, the model, the chunk's seed and the row's
 * place, so that it can be made again.
 */
public final class AnomalyInjector {

    private static final long SALT = 0x616E6F6D616C79L;

    private final Injection injection;
    private final CompiledConditions rareClass;
    private final TailRows tail;
    private final Map<AnomalyKind, Perturbation> perturbations;

    /**
     * For one request.
     *
     * @param rareClass conditions of the rare class; null without that kind
     * @param tail null without that kind
     * @param perturbations of the other kinds
     */
    AnomalyInjector(
            Injection injection,
            CompiledConditions rareClass,
            TailRows tail,
            Map<AnomalyKind, Perturbation> perturbations) {
        this.injection = injection;
        this.rareClass = rareClass;
        this.tail = tail;
        this.perturbations = Map.copyOf(perturbations);
    }

    /**
     * Makes anomalies of some rows, in place.
     *
     * @param columns of the whole chunk, one entry a column of the schema, in final units
     * @param seed of the chunk, two words
     * @param conditions of the request, which rows of the tail meet too
     * @param firstRow index, in the request, of the chunk's first row
     * @param model for rows of rare classes and of the tail
     * @return for each row its label, {@code kind} or {@code kind:columns}; null for a normal one
     */
    public String[] inject(
            List<ColumnData> columns, long[] seed, CompiledConditions conditions, long firstRow, RowSource model) {
        int rows = columns.get(0).size();
        SplittableRandom random = new SplittableRandom(seed[0] ^ Long.rotateLeft(seed[1], 32) ^ SALT);
        AnomalyKind[] kinds = Placement.of(injection, firstRow, rows, random.split());
        String[] labels = new String[rows];
        int[] rare = places(kinds, AnomalyKind.RARE_CLASS, labels);
        SplittableRandom rareRandom = random.split();
        if (rare.length > 0) {
            long[] own = {rareRandom.nextLong(), rareRandom.nextLong()};
            copy(model.rows(own, rareClass, 0, rare.length), columns, rare);
        }
        SplittableRandom tailRandom = random.split();
        int[] far = places(kinds, AnomalyKind.TAIL, labels);
        if (far.length > 0) {
            tail.write(model, conditions, far, columns, tailRandom);
        }
        for (int row = 0; row < rows; row++) {
            Perturbation perturbation = kinds[row] == null ? null : perturbations.get(kinds[row]);
            if (perturbation != null) {
                String concerned = perturbation.apply(columns, row, random.split());
                labels[row] = kinds[row].label() + (concerned.isEmpty() ? "" : ":" + concerned);
            }
        }
        return labels;
    }

    private static int[] places(AnomalyKind[] kinds, AnomalyKind kind, String[] labels) {
        int[] places = IntStream.range(0, kinds.length)
                .filter(row -> kinds[row] == kind)
                .toArray();
        for (int row : places) {
            labels[row] = kind.label();
        }
        return places;
    }

    private static void copy(List<ColumnData> from, List<ColumnData> columns, int[] places) {
        for (int i = 0; i < places.length; i++) {
            for (int column = 0; column < columns.size(); column++) {
                Cell.copy(from.get(column), i, columns.get(column), places[i]);
            }
        }
    }
}
