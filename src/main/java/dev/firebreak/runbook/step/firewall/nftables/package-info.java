/** The packet filter as nftables has it: on a host over SSH, in a container by its network namespace. */
package dev.firebreak.runbook.step.firewall.nftables;
