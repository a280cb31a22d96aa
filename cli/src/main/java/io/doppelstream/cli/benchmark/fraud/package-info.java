/** Whether synthetic records of the rare class help those who train a classifier. */
package io.doppelstream.cli.benchmark.fraud;
