"""The BankID relying-party protocol, RP API v6.0, as a library without I/O.

Bytes and the time go in, a step comes out: what to show, what to send, when to call again. The
package opens no socket, reads no clock and draws no random number, so a call takes microseconds,
never waits, and every rule can be tested by a table. `bankid.host_api` is the seam a host talks to;
`bankid.session` is the same thing as Python values.
"""

__version__ = "1.0.0"
