package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.data.Table;
import java.util.Map;
import java.util.TreeMap;

/** Which metrics look at fewer rows than there are. */
final class SamplingRecord {

    private final Map<String, Sampled> sampled = new TreeMap<>();

    private SamplingRecord() {}

    static Map<String, Sampled> of(EvaluationInput input) {
        SamplingRecord all = new SamplingRecord();
        EvaluationLimits limits = input.options().limits();
        int real = input.real().rows();
        int synthetic = input.synthetic().rows();
        all.add("fidelity.real", limits.fidelityRows(), real);
        all.add("fidelity.synthetic", limits.fidelityRows(), synthetic);
        int side = Math.min(limits.detectionRows(), Math.min(real, synthetic));
        all.add("detection.real", side, real);
        all.add("detection.synthetic", side, synthetic);
        input.train().ifPresent(train -> all.addPrivacy(limits, real, synthetic, train, input.options()));
        if (input.options().target().isPresent()) {
            all.add(
                    "utility.train",
                    limits.learnerRows(),
                    input.train().map(Table::rows).orElse(real - real / 2));
            all.add("utility.synthetic", limits.learnerRows(), synthetic);
            all.add("utility.test", limits.testRows(), input.train().isPresent() ? real : real / 2);
        }
        return all.sampled;
    }

    private void addPrivacy(
            EvaluationLimits limits, int holdout, int synthetic, Table trainRows, EvaluationOptions options) {
        int train = trainRows.rows();
        add("privacy.medianDcr.synthetic", limits.distanceQueries(), synthetic);
        add("privacy.medianDcr.holdout", limits.distanceQueries(), holdout);
        add("privacy.medianDcr.train", limits.distanceReferences(), train);
        int both = Math.min(train, holdout);
        add("privacy.dcrOverfittingProtection.synthetic", limits.distanceQueries(), synthetic);
        add("privacy.dcrOverfittingProtection.train", Math.min(limits.distanceReferences(), both), train);
        add("privacy.dcrOverfittingProtection.holdout", Math.min(limits.distanceReferences(), both), holdout);
        add("privacy.membershipAuc.train", Math.min(limits.distanceQueries(), both), train);
        add("privacy.membershipAuc.holdout", Math.min(limits.distanceQueries(), both), holdout);
        add("privacy.membershipAuc.synthetic", limits.distanceReferences(), synthetic);
        add("privacy.newRowSynthesis.synthetic", limits.matchedRows(), synthetic);
        if (options.target().isPresent()) {
            add("privacy.disclosureProtection.train", limits.disclosureRows(), train);
            add("privacy.disclosureProtection.synthetic", limits.disclosureRows(), synthetic);
        }
    }

    private void add(String name, int limit, int rows) {
        if (rows > limit) {
            sampled.put(name, new Sampled(limit, rows));
        }
    }
}
