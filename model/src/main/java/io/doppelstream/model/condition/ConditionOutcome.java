package io.doppelstream.model.condition;

import io.doppelstream.schemas.deadletter.ReasonCode;

/** What became of the conditions of a request. */
public sealed interface ConditionOutcome {

    /** They can be met. */
    record Compiled(CompiledConditions conditions) implements ConditionOutcome {}

    /** They cannot be met: why, for machines and for people. */
    record Rejected(ReasonCode reason, String message) implements ConditionOutcome {}
}
