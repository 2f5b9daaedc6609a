"""What words do: which oblige, permit and condition, where sentences end, which pipeline reads them.

Rules read words through lexicons, one TOML file a language in ``lexicons/``; a study may bring its
own. Everything found by rules or by a pipeline is a proposal for a researcher to accept.
"""
