/** The rules that are in force: those that Firebreak brings and those of the operator's folder. */
package dev.firebreak.logwatch.ruleset;
