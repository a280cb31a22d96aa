/** The generator service: throughput and latency of requests and scores, memory of swapped models. */
package io.doppelstream.cli.benchmark.service;
