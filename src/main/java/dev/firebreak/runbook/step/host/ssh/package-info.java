/** Adapter to hosts by SSH, with Apache MINA sshd-core. */
package dev.firebreak.runbook.step.host.ssh;
