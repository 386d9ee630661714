/** Containers on a Docker Engine: what is asked of it ({@code Containers}), the adapter, and the delegates. */
package dev.firebreak.runbook.docker;
