package io.doppelstream.schemas;

/** Why a request was refused: stable codes in dead letters and status records. */
public enum ReasonCode {
    /** The bytes are no record in Confluent's wire format, or do not fit their schema. */
    UNDECODABLE,
    /** The registry knows no schema of that id. */
    UNKNOWN_SCHEMA_ID,
    /** No model of that name is published. */
    UNKNOWN_MODEL,
    /** The model has no such version. */
    UNKNOWN_MODEL_VERSION,
    /** The model has no column of that name. */
    UNKNOWN_COLUMN,
    /** The value is not in the column's vocabulary. */
    VALUE_NOT_IN_VOCABULARY,
    /** The number lies outside what the column had in the real data. */
    VALUE_OUT_OF_RANGE,
    /** The condition cannot be parsed. */
    CONDITION_SYNTAX,
    /** The condition compares a column with a value of another type. */
    CONDITION_TYPE,
    /** Two conditions exclude each other. */
    CONDITION_CONTRADICTORY,
    /** The condition is well formed, but the model has never seen a record that meets it. */
    CONDITION_IMPOSSIBLE,
    /** The column is not learned, or not in a way that can be conditioned. */
    COLUMN_NOT_CONDITIONABLE,
    /** The count is zero or negative. */
    COUNT_NOT_POSITIVE,
    /** The count exceeds the service's limit. */
    COUNT_TOO_LARGE,
    /** The output topic is not one that the service may write to. */
    FORBIDDEN_TOPIC,
    /** A field of the request is missing or malformed. */
    INVALID_REQUEST
}
