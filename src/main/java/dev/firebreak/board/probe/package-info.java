/** The page of probes and heartbeats. */
package dev.firebreak.board.probe;
