package io.doppelstream.model.condition;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Conditions checked against a model, ready to be written as tensors for any chunk of a request. Immutable and thread-safe.
 */
public final class CompiledConditions {

    private final EncodedLayout layout;
    private final ConditionLayout conditionLayout;
    private final List<ColumnPlan> plans;

    /**
     * One of the ways to meet the conditions on a column.
     *
     * @param values the same in final units
     * @param weight share of the records that go this way
     */
    record Alternative(Allowed allowed, NumberSet values, double weight) {}

    /**
     * The conditions on one column.
     *
     * @param alternatives at least one, weights sum to 1
     * @param exact whether weights are target shares that every request must hit, not only on average
     */
    record ColumnPlan(ColumnCodes codes, List<Alternative> alternatives, boolean exact) {}

    CompiledConditions(EncodedLayout layout, ConditionLayout conditionLayout, List<ColumnPlan> plans) {
        this.layout = layout;
        this.conditionLayout = conditionLayout;
        this.plans = List.copyOf(plans);
    }

    /** No condition at all. */
    public static CompiledConditions none(EncodedLayout layout, ConditionLayout conditionLayout) {
        return new CompiledConditions(layout, conditionLayout, List.of());
    }

    /** Whether there is no condition. */
    public boolean isEmpty() {
        return plans.isEmpty();
    }

    /**
     * Conditions of one chunk.
     *
     * @param seed seed of the chunk
     * @param firstRow index, in the request, of the chunk's first record; target shares are kept over the whole request
     * @param rows records in the chunk
     */
    public ChunkConditions forChunk(long[] seed, long firstRow, int rows) {
        int[][] choices = new int[plans.size()][];
        boolean uniform = true;
        for (int i = 0; i < choices.length; i++) {
            ColumnPlan plan = plans.get(i);
            if (plan.alternatives().size() > 1) {
                SplittableRandom random = new SplittableRandom(seed[0] ^ Long.rotateLeft(seed[1], 17 + i));
                choices[i] = plan.exact()
                        ? exactChoices(plan.alternatives(), firstRow, rows, random)
                        : drawnChoices(plan.alternatives(), rows, random);
                uniform = false;
            }
        }
        int bounds = uniform ? 1 : rows;
        float[] condition = new float[rows * conditionLayout.width()];
        float[] mask = new float[bounds * layout.logits()];
        float[] interval = new float[bounds * layout.scalars() * 2];
        ConditionLayout.clearIntervals(interval);
        for (int i = 0; i < choices.length; i++) {
            write(plans.get(i), choices[i], rows, bounds, condition, mask, interval);
        }
        return new ChunkConditions(rows, condition, mask, interval, bounds, plans, choices);
    }

    private void write(
            ColumnPlan plan, int[] choice, int rows, int bounds, float[] condition, float[] mask, float[] interval) {
        for (int row = 0; row < rows; row++) {
            Allowed allowed =
                    plan.alternatives().get(choice == null ? 0 : choice[row]).allowed();
            conditionLayout.writeCondition(plan.codes(), allowed, row, condition);
            if (row < bounds) {
                ConditionLayout.writeBounds(layout, allowed, row, mask, interval);
            }
        }
    }

    /** As many of each alternative as its share of the records up to the chunk's end asks for, in random order. */
    private static int[] exactChoices(
            List<Alternative> alternatives, long firstRow, int rows, SplittableRandom random) {
        int[] choices = new int[rows];
        double cumulated = 0;
        int at = 0;
        for (int i = 0; i < alternatives.size(); i++) {
            cumulated += alternatives.get(i).weight();
            int until = i == alternatives.size() - 1
                    ? rows
                    : (int) (due(cumulated, firstRow + rows) - due(cumulated, firstRow));
            while (at < until) {
                choices[at++] = i;
            }
        }
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = choices[i];
            choices[i] = choices[j];
            choices[j] = swap;
        }
        return choices;
    }

    private static long due(double share, long records) {
        return (long) Math.floor(share * records + 0.5);
    }

    private static int[] drawnChoices(List<Alternative> alternatives, int rows, SplittableRandom random) {
        int[] choices = new int[rows];
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble();
            int choice = 0;
            while (choice < alternatives.size() - 1
                    && (left -= alternatives.get(choice).weight()) > 0) {
                choice++;
            }
            choices[row] = choice;
        }
        return choices;
    }
}
