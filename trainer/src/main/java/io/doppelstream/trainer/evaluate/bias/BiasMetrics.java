package io.doppelstream.trainer.evaluate.bias;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.learner.TargetClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Computes the {@link Bias} of a protected column. */
public final class BiasMetrics {

    private final Table real;
    private final Table synthetic;
    private final int target;

    /**
     * Metrics of a target.
     *
     * @param target index of its column
     */
    public BiasMetrics(Table real, Table synthetic, int target) {
        this.real = real;
        this.synthetic = synthetic;
        this.target = target;
    }

    /** The rarer of two classes, each of more classes, or the mean of a number. */
    public List<Bias> of(int protectedColumn) {
        Groups groups = new Groups(real, protectedColumn);
        Optional<TargetClasses> classes = TargetClasses.of(target, real);
        if (classes.isEmpty()) {
            return List.of(bias(groups, protectedColumn, "mean", numbers(real), numbers(synthetic)));
        }
        int[] realClasses = classes.get().of(real);
        int[] syntheticClasses = classes.get().of(synthetic);
        List<Bias> all = new ArrayList<>();
        for (int k : outcomes(realClasses, classes.get().count())) {
            String outcome = classes.get().names().get(k);
            all.add(bias(groups, protectedColumn, outcome, is(realClasses, k), is(syntheticClasses, k)));
        }
        return all;
    }

    private static int[] outcomes(int[] classes, int count) {
        if (count != 2) {
            return IntStream.range(0, count).toArray();
        }
        long first = IntStream.of(classes).filter(k -> k == 0).count();
        long second = IntStream.of(classes).filter(k -> k == 1).count();
        return new int[] {first < second ? 0 : 1};
    }

    private IntToDoubleFunction numbers(Table table) {
        return table.column(target)::number;
    }

    /** 1 where the class is the one, 0 where it is another, NaN where there is none. */
    private static IntToDoubleFunction is(int[] classes, int k) {
        return row -> classes[row] == TargetClasses.NONE ? Double.NaN : classes[row] == k ? 1 : 0;
    }

    private Bias bias(
            Groups groups,
            int column,
            String outcome,
            IntToDoubleFunction realValues,
            IntToDoubleFunction syntheticValues) {
        Rates reals = Rates.of(groups, real.column(column), realValues);
        Rates synthetics = Rates.of(groups, synthetic.column(column), syntheticValues);
        List<GroupRate> rates = new ArrayList<>();
        for (int group = 0; group < groups.names().size(); group++) {
            if (reals.rows[group] + synthetics.rows[group] > 0) {
                rates.add(new GroupRate(
                        groups.names().get(group),
                        reals.rows[group],
                        synthetics.rows[group],
                        reals.rate(group),
                        synthetics.rate(group)));
            }
        }
        return new Bias(
                real.schema().column(column).name(),
                real.schema().column(target).name(),
                outcome,
                rates);
    }

    /** Rows with a value of the target, and sums of the values, by group. */
    private record Rates(int[] rows, double[] sums) {

        static Rates of(Groups groups, ColumnData column, IntToDoubleFunction values) {
            Rates rates = new Rates(
                    new int[groups.names().size()], new double[groups.names().size()]);
            int[] group = groups.of(column);
            for (int row = 0; row < group.length; row++) {
                double value = values.applyAsDouble(row);
                if (group[row] >= 0 && !Double.isNaN(value)) {
                    rates.rows[group[row]]++;
                    rates.sums[group[row]] += value;
                }
            }
            return rates;
        }

        double rate(int group) {
            return rows[group] == 0 ? Double.NaN : sums[group] / rows[group];
        }
    }
}
