package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * DisclosureProtection by correct attribution probability (Taub, Elliot, Pampaka and Smith, 2018): the attacker knows all
 * columns of a real row but the sensitive one, finds the synthetic rows with the same values, and guesses a sensitive value as
 * often as they have it. Real rows that match no synthetic row do not count. Numbers are cut into ten bins, null is a
 * category.
 */
final class DisclosureProtection {

    private DisclosureProtection() {}

    /** Attacks every row of a real table, with all learned columns but one known. */
    static Disclosure of(Table real, Table synthetic, int sensitive) {
        ColumnData[] realColumns = real.columns().toArray(ColumnData[]::new);
        ColumnData[] syntheticColumns = synthetic.columns().toArray(ColumnData[]::new);
        int[] learned = IntStream.range(0, realColumns.length)
                .filter(index -> real.schema().column(index).learned())
                .toArray();
        for (int index : learned) {
            if (real.schema().column(index).continuous()) {
                Discretization bins = new Discretization(realColumns[index]);
                realColumns[index] = bins.codes(realColumns[index]);
                syntheticColumns[index] = bins.codes(syntheticColumns[index]);
            }
        }
        int[] known = Arrays.stream(learned).filter(index -> index != sensitive).toArray();
        Attack attack = new Attack(RowHashes.of(syntheticColumns, known), syntheticColumns[sensitive]);
        attack.run(RowHashes.of(realColumns, known), realColumns[sensitive]);
        double cap = attack.matched == 0 ? Double.NaN : 1 - attack.sum / attack.matched;
        double baseline = 1 - 1.0 / distinct(realColumns[sensitive]);
        return new Disclosure(
                score(cap, baseline),
                cap,
                baseline,
                real.schema().column(sensitive).name(),
                List.copyOf(Arrays.stream(known)
                        .mapToObj(index -> real.schema().column(index).name())
                        .toList()),
                real.rows(),
                attack.matched);
    }

    private static double score(double cap, double baseline) {
        if (Double.isNaN(cap)) {
            return Double.NaN;
        } else if (baseline == 0) {
            return cap == 0 ? 0 : 1;
        }
        return Math.min(cap / baseline, 1);
    }

    private static long distinct(ColumnData codes) {
        return IntStream.range(0, codes.size())
                .mapToDouble(codes::number)
                .distinct()
                .count();
    }

    /** The attacker's knowledge: how often each sensitive value comes with each set of known values. */
    private static final class Attack {

        private final Map<Long, Map<Integer, Integer>> counts = new HashMap<>();
        private double sum;
        private int matched;

        Attack(long[] known, ColumnData sensitive) {
            for (int row = 0; row < known.length; row++) {
                counts.computeIfAbsent(known[row], key -> new HashMap<>()).merge(code(sensitive, row), 1, Integer::sum);
            }
        }

        void run(long[] known, ColumnData sensitive) {
            for (int row = 0; row < known.length; row++) {
                Map<Integer, Integer> found = counts.get(known[row]);
                if (found != null) {
                    int all =
                            found.values().stream().mapToInt(Integer::intValue).sum();
                    sum += (double) found.getOrDefault(code(sensitive, row), 0) / all;
                    matched++;
                }
            }
        }

        private static int code(ColumnData codes, int row) {
            return codes.isNull(row) ? ColumnData.NULL_CODE : (int) codes.number(row);
        }
    }
}
