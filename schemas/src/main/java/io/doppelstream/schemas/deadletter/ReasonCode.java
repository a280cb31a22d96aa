package io.doppelstream.schemas.deadletter;

/**
 * Why a record became a dead letter, or a request was rejected. The names are part of the contract of the dead letters
 * topic and of the status topic: new ones may come, none is renamed or removed.
 */
public enum ReasonCode {
    /** The bytes are not Avro in Confluent's wire format, or not a request. */
    UNDECODABLE,
    /** The record names a schema id that the registry does not have. */
    UNKNOWN_SCHEMA_ID,
    /** No model of that name has been published. */
    UNKNOWN_MODEL,
    /** The model has been published, but not in that version. */
    UNKNOWN_MODEL_VERSION,
    /** The request names an alias that the model does not have. */
    UNKNOWN_ALIAS,
    /** The version has been retired: new requests do not get it. */
    MODEL_VERSION_RETIRED,
    /** A condition names a column that the model does not have. */
    UNKNOWN_COLUMN,
    /** A condition names a value that the column never had in the data. */
    VALUE_NOT_IN_VOCABULARY,
    /** A condition asks for numbers outside the range that the column had in the data. */
    VALUE_OUT_OF_RANGE,
    /** A condition is not a sentence of the condition language. */
    CONDITION_SYNTAX,
    /** A condition compares a column with a value of another type, as text with a number. */
    CONDITION_TYPE,
    /** Two conditions exclude each other. */
    CONDITION_CONTRADICTORY,
    /** A condition can hold for no record, as nulls in a column that has none. */
    CONDITION_IMPOSSIBLE,
    /** The column cannot be conditioned on: an identifier or a constant, for example. */
    COLUMN_NOT_CONDITIONABLE,
    /** The number of records asked for is zero or negative. */
    COUNT_NOT_POSITIVE,
    /** The number of records asked for exceeds the service's limit. */
    COUNT_TOO_LARGE,
    /** The service's configuration does not allow the output topic. */
    FORBIDDEN_TOPIC,
    /** A field of the request is missing, empty or too long, or all of it together; or its key differs from its request id. */
    INVALID_REQUEST,
    /** The output topic's subject in the schema registry does not take the model's record schema. */
    OUTPUT_SCHEMA_INCOMPATIBLE,
    /** The rate is not a number of records per second that the service gives. */
    INVALID_RATE,
    /** The truncation is no number above 0, or the model takes none. */
    INVALID_TRUNCATION,
    /** The latents are not of the width of the model's, too many, or the model takes none. */
    INVALID_LATENTS,
    /** The image format is none that the service writes, or the model makes no images. */
    INVALID_IMAGE_FORMAT,
    /** The anomalies asked for are none that the service makes, or the model has nothing to make them of. */
    INVALID_ANOMALIES,
    /** The deadline passed before all records were delivered; only in a status, no dead letter. */
    DEADLINE_EXCEEDED,
    /** The client's running requests have too many records outstanding for one more. */
    CLIENT_LIMIT_EXCEEDED,
    /** Running requests have too many records outstanding for the output topic, for one more. */
    TOPIC_QUOTA_EXCEEDED,
    /** A control record speaks of a request that the service has not seen in the last seven days. */
    UNKNOWN_REQUEST,
    /** A control record speaks of a request that is not running any more, or was answered at once. */
    REQUEST_NOT_RUNNING,
    /** A control record that is too long, without a key like its request id, or with an action that this service does not know. */
    INVALID_CONTROL,
    /** The output topic, or the producer, takes no record as large as one of these with its headers. */
    RECORD_TOO_LARGE,
    /** A real record that is to be counted or scored lacks a field that the configuration or the model names, or holds a value there that cannot be used. */
    EVENT_NOT_USABLE,
    /** The service or the model failed on this record, time and again: a bug to report. */
    INTERNAL_ERROR
}
