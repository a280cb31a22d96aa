package io.doppelstream.model.anomaly;

import io.doppelstream.schemas.deadletter.ReasonCode;

/** What became of the anomalies that a request asks for. */
public sealed interface InjectionOutcome {

    /** The model can make them. */
    record Compiled(AnomalyInjector injector) implements InjectionOutcome {}

    /** It cannot: why, for machines and for people. */
    record Rejected(ReasonCode reason, String message) implements InjectionOutcome {}
}
