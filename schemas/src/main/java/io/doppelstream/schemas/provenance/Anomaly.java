package io.doppelstream.schemas.provenance;

/**
 * What a record has to do with the anomalies of its request; null where there is nothing to say.
 *
 * @param wanted anomalies that the request asks for, as JSON
 * @param label kind of anomaly that the record is, and the columns concerned; null for a normal record
 */
public record Anomaly(String wanted, String label) {

    /** A normal record of a request without anomalies. */
    public static final Anomaly NONE = new Anomaly(null, null);
}
