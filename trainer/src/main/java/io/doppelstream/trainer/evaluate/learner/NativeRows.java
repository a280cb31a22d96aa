package io.doppelstream.trainer.evaluate.learner;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Owner of a native matrix. */
final class NativeRows implements AutoCloseable {

    private final DMatrix matrix;

    /** @param labels of the rows */
    NativeRows(SparseRows rows, float[] labels) throws XGBoostError {
        matrix = new DMatrix(rows.starts(), rows.features(), rows.values(), DMatrix.SparseType.CSR, rows.width());
        matrix.setLabel(labels);
    }

    DMatrix matrix() {
        return matrix;
    }

    @Override
    public void close() {
        matrix.dispose();
    }
}
