package io.doppelstream.trainer.evaluate.augmentation;

import io.doppelstream.trainer.evaluate.augmentation.Arm.Method;
import io.doppelstream.trainer.evaluate.augmentation.Difference.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arms of all seeds of one table, and what is chosen by their validation rows.
 *
 * @param seeds the arms of each seed, the same ones for every seed
 * @param sameRows whether all seeds have the same validation and test rows
 */
public record ArmsBySeed(List<List<Arm>> seeds, boolean sameRows) {

    public ArmsBySeed {
        seeds = List.copyOf(seeds);
    }

    /** One arm, of each seed. */
    public List<Arm> arms(Method method, double share) {
        return seeds.stream()
                .map(arms -> arms.stream()
                        .filter(arm -> arm.method() == method && arm.share() == share)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Shares that a method was tried at, ascending. */
    public List<Double> shares(Method method) {
        return seeds.get(0).stream()
                .filter(arm -> arm.method() == method)
                .map(Arm::share)
                .sorted()
                .toList();
    }

    /** Mean of a figure over the seeds. */
    public double mean(Figure figure, Method method, double share) {
        return arms(method, share).stream().mapToDouble(figure::of).average().orElseThrow();
    }

    /** The share at which a method did best on the validation rows. */
    public double best(Method method) {
        return shares(method).stream()
                .max(Comparator.comparingDouble(share -> mean(Figure.VALIDATION_PRECISION, method, share)))
                .orElseThrow();
    }

    /**
     * The share to recommend, by the rule of one standard error (Breiman, Friedman, Olshen and Stone, 1984, section 3.4.3): the smallest one
     * that is no worse on the validation rows than the best by more than a standard error of their difference. Real rows
     * alone are the smallest: where nothing beats them clearly it is 0.
     */
    public double recommended() {
        double best = Stream.concat(Stream.of(0.0), shares(Method.CONDITIONED).stream())
                .max(Comparator.comparingDouble(share -> mean(Figure.VALIDATION_PRECISION, method(share), share)))
                .orElseThrow();
        List<Arm> winner = arms(method(best), best);
        return Stream.concat(Stream.of(0.0), shares(Method.CONDITIONED).stream())
                .filter(share -> {
                    Difference behind =
                            Difference.of(Figure.VALIDATION_PRECISION, winner, arms(method(share), share), sameRows);
                    return behind.mean() <= behind.standardError();
                })
                .findFirst()
                .orElseThrow();
    }

    /** The arms at a share of conditioned rows, of each seed; 0: real rows alone. */
    public List<Arm> conditioned(double share) {
        return arms(method(share), share);
    }

    private static Method method(double share) {
        return share == 0 ? Method.REAL : Method.CONDITIONED;
    }
}
