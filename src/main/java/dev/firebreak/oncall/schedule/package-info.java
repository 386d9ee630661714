/** Rotas and shifts: who is on call at a given time. */
package dev.firebreak.oncall.schedule;
