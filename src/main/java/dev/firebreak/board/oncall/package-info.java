/** The pages about on-call: who is, who takes over when, and how a person is paged. */
package dev.firebreak.board.oncall;
