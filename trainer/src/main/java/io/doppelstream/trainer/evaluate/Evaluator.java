package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.bias.BiasMetrics;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.detection.DetectionMetrics;
import io.doppelstream.trainer.evaluate.diagnostic.Diagnostic;
import io.doppelstream.trainer.evaluate.diagnostic.DiagnosticMetric;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import io.doppelstream.trainer.evaluate.privacy.PrivacyMetrics;
import io.doppelstream.trainer.evaluate.score.RowSample;
import io.doppelstream.trainer.evaluate.utility.Utility;
import io.doppelstream.trainer.evaluate.utility.UtilityMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Evaluates synthetic rows. The same input gives the same figures. */
public final class Evaluator {

    private static final int STAGES = 4;

    private final EvaluationInput input;
    private final EvaluationLimits limits;
    private final EvaluationListener listener;
    private final OptionalInt target;

    private Evaluator(EvaluationInput input, EvaluationListener listener) {
        this.input = input;
        this.limits = input.options().limits();
        this.listener = listener;
        this.target = input.options()
                .target()
                .map(name -> OptionalInt.of(input.real().schema().require(name)))
                .orElse(OptionalInt.empty());
    }

    /** Evaluates without a word. */
    public static Evaluation evaluate(EvaluationInput input) {
        return evaluate(input, EvaluationListener.silent());
    }

    /** Evaluates and tells how it goes. */
    public static Evaluation evaluate(EvaluationInput input, EvaluationListener listener) {
        return new Evaluator(input, listener).evaluate();
    }

    private Evaluation evaluate() {
        listener.onStage("fidelity", 1, STAGES);
        Table real = RowSample.atMost(limits.fidelityRows(), input.real(), input.seed());
        Table synthetic = RowSample.atMost(limits.fidelityRows(), input.synthetic(), input.seed() + 1);
        QualityReport quality = QualityReport.of(real, synthetic);
        // A hold-out misses extremes and categories that a model may rightly know.
        Diagnostic diagnostic =
                DiagnosticMetric.of(input.train().orElse(input.real()), input.synthetic(), input.source());
        List<Bias> bias = bias();
        listener.onStage("privacy", 2, STAGES);
        Optional<Privacy> privacy = input.train()
                .map(train -> new PrivacyMetrics(train, input.real(), input.synthetic(), limits, input.seed())
                        .compute(target));
        listener.onStage("utility", 3, STAGES);
        Optional<Utility> utility = target.isPresent() ? Optional.of(utility(target.getAsInt())) : Optional.empty();
        listener.onStage("detection", 4, STAGES);
        Detection detection = DetectionMetrics.of(input.real(), input.synthetic(), limits, input.seed());
        return new Evaluation(
                quality,
                Optional.empty(),
                diagnostic,
                privacy,
                utility,
                detection,
                bias,
                new Evaluation.Rows(
                        input.real().rows(),
                        input.synthetic().rows(),
                        input.train().map(Table::rows).orElse(0)),
                SamplingRecord.of(input));
    }

    private List<Bias> bias() {
        List<Bias> all = new ArrayList<>();
        for (String name : input.options().protectedColumns()) {
            BiasMetrics metrics = new BiasMetrics(input.real(), input.synthetic(), target.getAsInt());
            all.addAll(metrics.of(input.real().schema().require(name)));
        }
        return all;
    }

    /** Without the training rows, one half of the real ones takes their place and the other is tested on. */
    private Utility utility(int column) {
        UtilityMetrics metrics = new UtilityMetrics(column, limits, input.seed());
        if (input.train().isPresent()) {
            return metrics.compute(input.train().get(), input.synthetic(), input.real());
        }
        Table.Split halves = input.real().split(0.5, input.seed());
        return metrics.compute(halves.first(), input.synthetic(), halves.second());
    }
}
