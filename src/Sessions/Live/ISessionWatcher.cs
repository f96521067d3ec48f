namespace Gateway.Sessions.Live;

/// <summary>
/// Someone who watches a session from this node: a visitor's connection, an operator's console, a loudspeaker.
/// </summary>
public interface ISessionWatcher
{
    /// <summary>
    /// Takes one event. Called in order and under the session's lock, so it must neither block nor throw; who cannot
    /// keep up drops the connection and comes back by seq. One that throws all the same is logged, and misses what it
    /// threw at.
    /// </summary>
    void OnEvent(LiveEvent live);
}
