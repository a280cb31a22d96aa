package io.doppelstream.service.topology;

import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.schemas.AnomalyRequest;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.models.LoadedModel;
import java.util.Optional;

/** Checks the anomalies that a request asks for against the model that answers it. */
final class AnomalyCheck {
    private AnomalyCheck() {}

    /** Why the model cannot make them, if so. */
    static Optional<Verdict.Rejected> reject(AnomalyRequest request, LoadedModel model) {
        if (request == null) {
            return Optional.empty();
        }
        Injection wanted;
        try {
            wanted = injection(request);
        } catch (IllegalArgumentException e) {
            return Optional.of(new Verdict.Rejected(ReasonCode.INVALID_ANOMALIES, e.getMessage()));
        }
        if (model.compile(wanted) instanceof InjectionOutcome.Rejected rejected) {
            return Optional.of(new Verdict.Rejected(rejected.reason(), rejected.message()));
        }
        String label = wanted.labelColumn();
        if (label != null && !model.encoder().takesLabels(label)) {
            return Optional.of(new Verdict.Rejected(
                    ReasonCode.INVALID_ANOMALIES,
                    "Expected as the label's column a boolean field of the records of model " + model.label()
                            + ", or one of strings that it does not learn, found '" + label + "'"));
        }
        return Optional.empty();
    }

    /** Text of a request's anomalies, null for none. */
    static String text(AnomalyRequest request) {
        return request == null ? null : injection(request).text();
    }

    private static Injection injection(AnomalyRequest request) {
        return new Injection(
                request.getShare(),
                request.getKinds().stream().map(AnomalyKind::of).toList(),
                request.getColumns(),
                request.getRareClass(),
                request.getLabelColumn());
    }
}
