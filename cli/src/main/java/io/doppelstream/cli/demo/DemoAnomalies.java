package io.doppelstream.cli.demo;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.schemas.AnomalyRequest;
import io.doppelstream.trainer.sample.ModelSampler;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that are anomalies, all of them.
 *
 * @param kinds in turn
 * @param rareClass condition of those of a rare class
 */
record DemoAnomalies(List<AnomalyKind> kinds, String rareClass) {

    private static final double ALL = 1;

    /**
     * Without the kinds that a model cannot make, such as one that was trained so shortly that all its values occur together; with a word
     * on each.
     */
    DemoAnomalies possibleFor(ModelPackage model) {
        List<AnomalyKind> possible = new ArrayList<>();
        try (ModelSampler sampler = ModelSampler.open(model)) {
            for (AnomalyKind kind : kinds) {
                Injection wanted = new Injection(ALL, List.of(kind), List.of(), rareClass(List.of(kind)), null);
                if (sampler.compile(wanted) instanceof InjectionOutcome.Rejected rejected) {
                    System.out.println("Without " + kind.label() + ": " + rejected.message());
                } else {
                    possible.add(kind);
                }
            }
        }
        if (possible.isEmpty()) {
            throw new UserException("Expected anomalies that this model can make, found none: train it for longer");
        }
        return new DemoAnomalies(possible, rareClass);
    }

    private String rareClass(List<AnomalyKind> wanted) {
        return wanted.contains(AnomalyKind.RARE_CLASS) ? rareClass : null;
    }

    AnomalyRequest request() {
        return AnomalyRequest.newBuilder()
                .setShare(ALL)
                .setKinds(kinds.stream().map(AnomalyKind::label).toList())
                .setRareClass(rareClass(kinds))
                .build();
    }
}
