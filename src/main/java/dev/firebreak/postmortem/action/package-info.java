/** Action items. */
package dev.firebreak.postmortem.action;
