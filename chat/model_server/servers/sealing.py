"""Keys of model servers are stored encrypted. What encrypts takes 6 MB in each process, and few vaults have a key."""


def seal(api_key: str) -> str:
    if not api_key:
        return ""

    # With the first key.
    from chat.model_server.servers.encryption import encrypted

    return encrypted(api_key)


def unseal(sealed: str) -> str:
    if not sealed:
        return ""

    # With the first key.
    from chat.model_server.servers.encryption import decrypted

    return decrypted(sealed)
