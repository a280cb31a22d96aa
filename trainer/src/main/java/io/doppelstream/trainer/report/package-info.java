/** {@code report.html}: an evaluation, and the training behind it, for people. */
package io.doppelstream.trainer.report;
